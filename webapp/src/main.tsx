import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { actions } from "./actions";
import { activity, caught, tellActivity } from "./activity";
import { onSignedOut } from "./api/client";
import { queryClient } from "./api/query-client";
import { beginSpeaking, followOtherTabs as speakAsOtherTabs } from "./i18n";
import { useSignInAgain } from "./pages/auth/sign-in-again";
import { shellActions } from "./pages/shell/shell-actions";
import { router } from "./router";
import { reloadStaleCode } from "./ui/stale-code";
import { followOtherTabs as dressAsOtherTabs } from "./ui/theme-mode";

reloadStaleCode();
tellActivity();
speakAsOtherTabs();
dressAsOtherTabs();
onSignedOut(() => {
  const again = useSignInAgain.getState();
  if (again.here) return again.ask();
  queryClient.removeQueries({ queryKey: ["self"] });
  const { pathname, href } = router.state.location;
  if (pathname !== "/login") void router.navigate({ to: "/login", search: { next: href } });
});

actions.add(...shellActions((address) => router.history.push(address)));

const root = document.getElementById("root");
if (!root) throw new Error("The page has no #root to draw into.");
void beginSpeaking().then(() =>
  createRoot(root, { onCaughtError }).render(
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>,
  ),
);

/** An error that a boundary shows is told, too. */
function onCaughtError(error: unknown): void {
  console.error(error);
  caught(activity, error);
}
