import { Button, Input } from "antd";
import { Check, Copy } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import styles from "./profile.module.css";

/** A text that is shown once, to be copied. */
export function SecretText({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
  };
  return (
    <div className={styles.secret}>
      <Input readOnly className="mono" aria-label={label} value={text} onFocus={selectAll} />
      {/* Only pages that came by HTTPS, or from this machine, may write to the clipboard. */}
      {window.isSecureContext ? (
        <Button
          icon={copied ? <Check size={15} /> : <Copy size={15} />}
          onClick={() => void copy()}
        >
          {t(copied ? "profile:copied" : "profile:copy")}
        </Button>
      ) : null}
    </div>
  );
}

function selectAll(event: React.FocusEvent<HTMLInputElement>) {
  event.target.select();
}
