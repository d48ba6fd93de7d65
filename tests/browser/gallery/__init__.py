"""Every page, dialog and state of the app, by name: for pictures of it, and for checks of each."""

from browser.gallery.dialogs import DIALOGS
from browser.gallery.pages import PAGES
from browser.gallery.states import STATES
from browser.gallery.visits import Take
from browser.gallery.working import WORKING

SCREENS: dict[str, Take] = PAGES | DIALOGS | STATES | WORKING
