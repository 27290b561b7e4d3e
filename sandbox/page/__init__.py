"""The sandbox's page in the browser: static files without a build step, served beside the two control APIs."""

from sandbox.page.app import page_app

__all__ = ["page_app"]
