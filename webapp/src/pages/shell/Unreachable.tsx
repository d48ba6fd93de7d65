import { Button } from "antd";
import { ServerOff } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { whatAilsTheServer } from "../../api/health";
import { Empty } from "../../ui/Empty";
import { asSentence } from "../../ui/format";

interface UnreachableProps {
  error: Error;
  /** Called once the server answers again. */
  onAnswer: () => void;
}

/** Seconds from one question to the next, the last for all that follow. */
const waits = [3, 5, 10, 15];

/** The page while the server does not answer: why, and it goes on by itself once it does. */
export function Unreachable({ error, onAnswer }: UnreachableProps) {
  const { t } = useTranslation();
  const [reason, setReason] = useState(error.message);
  const [asked, setAsked] = useState(0);
  const ask = useCallback(async () => {
    const ailment = await whatAilsTheServer();
    if (ailment === null) return onAnswer();
    setReason(ailment);
    setAsked((count) => count + 1);
  }, [onAnswer]);
  useEffect(() => {
    const seconds = waits[Math.min(asked, waits.length - 1)] ?? 0;
    const timer = setTimeout(() => void ask(), seconds * 1000);
    return () => clearTimeout(timer);
  }, [asked, ask]);
  return (
    <main role="alert">
      <Empty
        heading="h1"
        icon={<ServerOff size={22} strokeWidth={1.5} />}
        title={t("shell:away")}
        hint={`${asSentence(reason)} ${t("shell:awayHint")}`}
        action={<Button onClick={() => void ask()}>{t("common:retry")}</Button>}
      />
    </main>
  );
}
