"""Clusters: what moderators should see as one thing: bursts, near copies, reports that many people sent together.

A cluster is a way of looking. It hides nothing, decides nothing, and changes no order of the queue; who reported is counted, never named.
"""
