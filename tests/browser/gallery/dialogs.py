"""Dialogs, menus and panels over the pages."""

from playwright.sync_api import Page, expect

from browser.gallery.sample import Sample
from browser.gallery.visits import Take, at, dialog, dialog_shown, menu_dialog


def chosen_tasks(button: str) -> Take:
    """The dialog for all tasks of the page at once."""

    def take(page: Page, sample: Sample) -> None:
        at("/tasks")(page, sample)
        page.get_by_label("Select all on this page").check()
        chosen = page.get_by_role("region", name="Selected")
        chosen.get_by_role("button", name=button).click()
        dialog_shown(page)

    return take


def palette(page: Page, sample: Sample) -> None:
    at("/tasks")(page, sample)
    page.keyboard.press("Control+k")
    page.keyboard.type("o")
    expect(page.get_by_role("option").filter(has_text="road").first).to_be_visible()


def account_menu(page: Page, sample: Sample) -> None:
    at("/tasks")(page, sample)
    page.get_by_role("complementary").get_by_role("button", name="admin").click()
    page.get_by_role("menuitem", name="Language").click()
    expect(page.get_by_role("menuitem", name="Deutsch")).to_be_visible()


def order_panel(page: Page, sample: Sample) -> None:
    at("/tasks")(page, sample)
    page.get_by_role("button", name="Order").click()
    expect(page.get_by_role("button", name="Name", exact=True)).to_be_visible()


def row_menu(page: Page, sample: Sample) -> None:
    at("/tasks")(page, sample)
    page.get_by_role("main").get_by_role("button", name="More actions").first.click()
    expect(page.get_by_role("menuitem").first).to_be_visible()


def backup_many(page: Page, sample: Sample) -> None:
    """With names that are the same, and a word about it."""
    at("/tasks")(page, sample)
    page.get_by_label("Select all on this page").check()
    page.get_by_role("region", name="Selected").get_by_label("More actions").click()
    page.get_by_role("menuitem", name="Back up").click()
    page.get_by_label("File names").fill("harbour")
    expect(page.get_by_text("Two files would be called")).to_be_visible()


def move_task(page: Page, sample: Sample) -> None:
    """Into a project whose labels have other names in part."""
    menu_dialog("/tasks/{video}", "Move to a project")(page, sample)
    page.get_by_role("combobox", name="Project").click()
    page.get_by_title("Birds of the coast").click()
    expect(page.get_by_role("region", name="What its labels become")).to_be_visible()


DIALOGS: dict[str, Take] = {
    "palette": palette,
    "account-menu": account_menu,
    "order-panel": order_panel,
    "row-menu": row_menu,
    "assign-many": chosen_tasks("Assign"),
    "export-many": chosen_tasks("Export"),
    "backup-many": backup_many,
    "delete-many": chosen_tasks("Delete"),
    "delete-task": menu_dialog("/tasks/{task}", "Delete"),
    "delete-project": menu_dialog("/projects/{project}", "Delete"),
    "delete-organization": menu_dialog("/organizations/{org}", "Delete the organization"),
    "disconnect": dialog("/storages/{storage}", "Disconnect"),
    "export": dialog("/tasks/{task}", "Export"),
    "import": menu_dialog("/tasks/{task}", "Import annotations"),
    "import-dataset": menu_dialog("/projects/{project}", "Import a dataset"),
    "backup": menu_dialog("/tasks/{task}", "Back up"),
    "move-task": move_task,
    "transfer": menu_dialog("/projects/{project}", "Move to an organization"),
    "ground-truth": menu_dialog("/tasks/{task}", "Ground truth job"),
    "restore": dialog("/tasks", "Restore from backup"),
    "invite": dialog("/organizations/{org}", "Invite people"),
    "new-organization": dialog("/organizations", "New organization"),
    "new-token": dialog("/profile", "New token"),
}
