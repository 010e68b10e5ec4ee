"""The hall's screen: the agenda item now, the queue, the proposals under discussion, live.

Pages are served as all others are; what changes comes by server-sent events from a process of its
own (`python -m goldthread.web.live`), which `serve` starts beside the site.
"""
