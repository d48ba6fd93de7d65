import { type Action, defineAction } from "../../actions";
import { LANGUAGES, type LanguageCode, useLanguage } from "../../i18n";
import { useThemeChoice } from "../../ui/theme-mode";
import { usePalette } from "./palette-state";

/** What can be done from everywhere. `go` opens an address of this app. */
export function shellActions(go: (address: string) => void): Action[] {
  const opens = (name: string, address: string) =>
    action(name, { keys: [], run: () => go(address) });
  return [
    action("find", { keys: ["$mod+k"], run: () => usePalette.getState().show(true) }),
    opens("newTask", "/tasks/new"),
    opens("newProject", "/projects/new"),
    opens("toProjects", "/projects"),
    opens("toTasks", "/tasks"),
    opens("toJobs", "/jobs"),
    opens("toRequests", "/requests"),
    opens("toStorages", "/storages"),
    opens("toPlugins", "/plugins"),
    opens("toOrganizations", "/organizations"),
    opens("toInvitations", "/invitations"),
    opens("toProfile", "/profile"),
    opens("toSettings", "/settings"),
    opens("toAbout", "/about"),
    action("switchTheme", { keys: [], run: switchTheme }),
    ...LANGUAGES.map(({ code }) => action(`speak.${code}`, { keys: [], run: () => speak(code) })),
  ];
}

function action(name: string, details: Pick<Action, "keys" | "run">): Action {
  return defineAction({
    id: `shell.${name}`,
    label: `shell:actions.${name}`,
    group: "shell:everywhere",
    scope: "global",
    ...details,
  });
}

function switchTheme() {
  const dark = document.documentElement.dataset.theme === "dark";
  useThemeChoice.getState().choose(dark ? "light" : "dark");
}

function speak(language: LanguageCode) {
  useLanguage
    .getState()
    .choose(language)
    .catch((problem) => console.warn("The language stays as it is", problem));
}
