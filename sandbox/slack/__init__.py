"""A stand-in Slack workspace that the real slack-bolt app talks to over real HTTP or a real Socket Mode WebSocket."""

from sandbox.slack.config import Identity, SandboxChannel, SandboxUser, SlackSandboxConfig
from sandbox.slack.manifest import ManifestRefused
from sandbox.slack.standin import SlackSandbox

__all__ = [
    "Identity",
    "ManifestRefused",
    "SandboxChannel",
    "SandboxUser",
    "SlackSandbox",
    "SlackSandboxConfig",
]
