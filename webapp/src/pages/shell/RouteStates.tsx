import { type ErrorComponentProps, Link, useRouter } from "@tanstack/react-router";
import { Compass } from "lucide-react";
import { useCallback } from "react";
import { useTranslation } from "react-i18next";
import { isServerAway } from "../../api/health";
import { Empty } from "../../ui/Empty";
import { Failure } from "../../ui/Failure";
import { ThemeProvider } from "../../ui/ThemeProvider";
import { Unreachable } from "./Unreachable";

/** The page for an address that leads nowhere. */
export function NotFound() {
  const { t } = useTranslation();
  return (
    <ThemeProvider place="pages">
      <main>
        <Empty
          heading="h1"
          icon={<Compass size={22} strokeWidth={1.5} />}
          title={t("shell:notFound")}
          hint={t("shell:notFoundHint")}
          action={<Link to="/tasks">{t("shell:toTasks")}</Link>}
        />
      </main>
    </ThemeProvider>
  );
}

/** The page for a route that could not be loaded or drawn. */
export function RouteFailure({ error, reset }: ErrorComponentProps) {
  const router = useRouter();
  const retry = useCallback(() => {
    reset();
    void router.invalidate();
  }, [reset, router]);
  return (
    <ThemeProvider place="pages">
      {isServerAway(error) ? (
        <Unreachable error={error} onAnswer={retry} />
      ) : (
        <Failure
          error={error instanceof Error ? error : new Error(String(error))}
          onRetry={retry}
        />
      )}
    </ThemeProvider>
  );
}

/** Nothing, quietly, while a page's code is fetched. */
export function RoutePending() {
  return <div aria-busy="true" />;
}
