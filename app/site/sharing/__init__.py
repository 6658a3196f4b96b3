"""The card of a comment's journey, to share: a page and a picture. It shows the way of a comment and none of its words."""
