"""What the verdict table of `inbound.screen` asks: is this a bounce, a complaint, an auto-reply?"""
