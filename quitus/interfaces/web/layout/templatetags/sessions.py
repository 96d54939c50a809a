"""Sessions in templates: their day and hours, their distance, their seats."""

from django import template

from quitus.interfaces.web.layout import sessions

register = template.Library()
register.filter("when", sessions.when)
register.filter("kilometres", sessions.kilometres)
register.filter("seats_left", sessions.seats_left)
