import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from "@tanstack/react-router";
import { ApiError } from "./api/errors";
import { selfQuery } from "./api/queries";
import { queryClient } from "./api/query-client";
import { readListSearch } from "./pages/lists/search";
import { NotFound, RouteFailure, RoutePending } from "./pages/shell/RouteStates";

/** What came of the link of a mail, as the server and our own pages say it. */
const mailNotes = ["confirmed", "refused", "newPassword"] as const;
type MailNote = (typeof mailNotes)[number];

const root = createRootRoute({ notFoundComponent: NotFound, errorComponent: RouteFailure });

const login = createRoute({
  getParentRoute: () => root,
  path: "/login",
  validateSearch: (raw): { next?: string; mail?: MailNote } => ({
    next: ownAddress(raw.next),
    mail: mailNotes.find((note) => note === raw.mail),
  }),
  component: lazyRouteComponent(() => import("./pages/auth/LoginPage"), "LoginPage"),
});

const register = createRoute({
  getParentRoute: () => root,
  path: "/auth/register",
  component: lazyRouteComponent(() => import("./pages/auth/RegisterPage"), "RegisterPage"),
});

const registerInvited = createRoute({
  getParentRoute: () => root,
  path: "/auth/register/invitation",
  validateSearch: (raw): { email?: string } => ({ email: text(raw.email) }),
  component: lazyRouteComponent(() => import("./pages/auth/RegisterPage"), "InvitedPage"),
});

const passwordReset = createRoute({
  getParentRoute: () => root,
  path: "/auth/password/reset",
  component: lazyRouteComponent(() => import("./pages/auth/PasswordPages"), "AskResetPage"),
});

const passwordConfirm = createRoute({
  getParentRoute: () => root,
  path: "/auth/password/reset/confirm",
  validateSearch: (raw): { uid?: string; token?: string } => ({
    uid: text(raw.uid),
    token: text(raw.token),
  }),
  component: lazyRouteComponent(() => import("./pages/auth/PasswordPages"), "ConfirmResetPage"),
});

/** Everything that needs somebody to be signed in. */
const signedIn = createRoute({
  getParentRoute: () => root,
  id: "signed-in",
  beforeLoad: async ({ location }) => {
    await queryClient.ensureQueryData(selfQuery).catch((error: unknown) => {
      if (!(error instanceof ApiError && error.status === 401)) throw error;
      throw redirect({ to: "/login", search: { next: location.href } });
    });
    // What they add comes when it comes; nothing waits for it.
    void import("./plugins/load").then(({ loadPlugins }) =>
      loadPlugins((address) => router.history.push(address)),
    );
  },
});

const shell = createRoute({
  getParentRoute: () => signedIn,
  id: "shell",
  component: lazyRouteComponent(() => import("./pages/shell/Shell"), "Shell"),
});

const home = createRoute({
  getParentRoute: () => shell,
  path: "/",
  beforeLoad: () => {
    throw redirect({ to: "/tasks", replace: true });
  },
});

const projects = createRoute({
  getParentRoute: () => shell,
  path: "/projects",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/projects/ProjectsPage"), "ProjectsPage"),
});

const newProject = createRoute({
  getParentRoute: () => shell,
  path: "/projects/new",
  component: lazyRouteComponent(() => import("./pages/projects/NewProjectPage"), "NewProjectPage"),
});

const project = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$projectId",
  params: idParam("projectId"),
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/projects/ProjectPage"), "ProjectPage"),
});

const tasks = createRoute({
  getParentRoute: () => shell,
  path: "/tasks",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/tasks/TasksPage"), "TasksPage"),
});

const newTask = createRoute({
  getParentRoute: () => shell,
  path: "/tasks/new",
  validateSearch: (raw): { project?: number } => ({ project: Number(raw.project) || undefined }),
  component: lazyRouteComponent(() => import("./pages/tasks/NewTaskPage"), "NewTaskPage"),
});

const task = createRoute({
  getParentRoute: () => shell,
  path: "/tasks/$taskId",
  params: idParam("taskId"),
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/tasks/TaskPage"), "TaskPage"),
});

const taskGuide = createRoute({
  getParentRoute: () => shell,
  path: "/tasks/$taskId/guide",
  params: idParam("taskId"),
  component: lazyRouteComponent(() => import("./pages/guides/GuidePages"), "TaskGuidePage"),
});

const projectGuide = createRoute({
  getParentRoute: () => shell,
  path: "/projects/$projectId/guide",
  params: idParam("projectId"),
  component: lazyRouteComponent(() => import("./pages/guides/GuidePages"), "ProjectGuidePage"),
});

const jobs = createRoute({
  getParentRoute: () => shell,
  path: "/jobs",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/jobs/JobsPage"), "JobsPage"),
});

const requests = createRoute({
  getParentRoute: () => shell,
  path: "/requests",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/requests/RequestsPage"), "RequestsPage"),
});

const plugins = createRoute({
  getParentRoute: () => shell,
  path: "/plugins",
  component: lazyRouteComponent(() => import("./pages/plugins/PluginsPage"), "PluginsPage"),
});

/** A page that a plugin brought. */
const pluginPage = createRoute({
  getParentRoute: () => shell,
  path: "/plugins/$plugin/$",
  component: lazyRouteComponent(() => import("./plugins/PluginPage"), "PluginPage"),
});

const invitations = createRoute({
  getParentRoute: () => shell,
  path: "/invitations",
  component: lazyRouteComponent(
    () => import("./pages/invitations/InvitationsPage"),
    "InvitationsPage",
  ),
});

const settings = createRoute({
  getParentRoute: () => shell,
  path: "/settings",
  component: lazyRouteComponent(() => import("./pages/settings/SettingsPage"), "SettingsPage"),
});

const about = createRoute({
  getParentRoute: () => shell,
  path: "/about",
  component: lazyRouteComponent(() => import("./pages/about/AboutPage"), "AboutPage"),
});

const profile = createRoute({
  getParentRoute: () => shell,
  path: "/profile",
  component: lazyRouteComponent(() => import("./pages/profile/ProfilePage"), "ProfilePage"),
});

const organizations = createRoute({
  getParentRoute: () => shell,
  path: "/organizations",
  component: lazyRouteComponent(
    () => import("./pages/organizations/OrganizationsPage"),
    "OrganizationsPage",
  ),
});

const organization = createRoute({
  getParentRoute: () => shell,
  path: "/organizations/$slug",
  validateSearch: readListSearch,
  component: lazyRouteComponent(
    () => import("./pages/organizations/OrganizationPage"),
    "OrganizationPage",
  ),
});

const storages = createRoute({
  getParentRoute: () => shell,
  path: "/storages",
  validateSearch: readListSearch,
  component: lazyRouteComponent(() => import("./pages/storages/StoragesPage"), "StoragesPage"),
});

const newStorage = createRoute({
  getParentRoute: () => shell,
  path: "/storages/new",
  component: lazyRouteComponent(() => import("./pages/storages/NewStoragePage"), "NewStoragePage"),
});

const storage = createRoute({
  getParentRoute: () => shell,
  path: "/storages/$storageId",
  params: idParam("storageId"),
  component: lazyRouteComponent(() => import("./pages/storages/StoragePage"), "StoragePage"),
});

const workspace = createRoute({
  getParentRoute: () => signedIn,
  path: "/tasks/$taskId/jobs/$jobId",
  component: lazyRouteComponent(() => import("./pages/jobs/JobPage"), "JobPage"),
});

export const router = createRouter({
  routeTree: root.addChildren([
    login,
    register,
    registerInvited,
    passwordReset,
    passwordConfirm,
    signedIn.addChildren([
      shell.addChildren([
        home,
        projects,
        newProject,
        project,
        projectGuide,
        tasks,
        newTask,
        task,
        taskGuide,
        jobs,
        requests,
        plugins,
        pluginPage,
        storages,
        newStorage,
        storage,
        invitations,
        organizations,
        organization,
        profile,
        settings,
        about,
      ]),
      workspace,
    ]),
  ]),
  defaultPreload: "intent",
  defaultPreloadStaleTime: 0,
  defaultPendingComponent: RoutePending,
  defaultErrorComponent: RouteFailure,
  scrollRestoration: true,
});

declare module "@tanstack/react-router" {
  interface Register {
    router: typeof router;
  }
}

/** Reads an id of the path as a number. */
function idParam<Name extends string>(name: Name) {
  return {
    parse: (raw: Record<Name, string>) => ({ [name]: Number(raw[name]) }) as Record<Name, number>,
    stringify: (read: Record<Name, number>) =>
      ({ [name]: `${read[name]}` }) as Record<Name, string>,
  };
}

function text(value: unknown): string | undefined {
  return value === undefined || value === null || value === "" ? undefined : String(value);
}

/** An address within this app: nobody is sent elsewhere after signing in. */
function ownAddress(value: unknown): string | undefined {
  return typeof value === "string" && /^\/(?![/\\])/.test(value) ? value : undefined;
}
