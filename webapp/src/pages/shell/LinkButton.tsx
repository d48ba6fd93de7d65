import { useNavigate } from "@tanstack/react-router";
import { Button } from "antd";
import type { MouseEvent, ReactNode } from "react";

interface LinkButtonProps {
  /** An address of this app. */
  to: string;
  children: ReactNode;
  icon?: ReactNode;
  primary?: boolean;
}

/** A link that looks like a button; opens in a new tab where a link would. */
export function LinkButton({ to, children, icon, primary = false }: LinkButtonProps) {
  const navigate = useNavigate();
  const follow = (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
    event.preventDefault();
    void navigate({ to });
  };
  return (
    <Button type={primary ? "primary" : "default"} icon={icon} href={to} onClick={follow}>
      {children}
    </Button>
  );
}
