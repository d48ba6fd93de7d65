import { useTranslation } from "react-i18next";
import { useDrawing, useSession } from "./hooks";

interface PointCountProps {
  className: string | undefined;
  inputClassName?: string | undefined;
}

/** After how many points a polygon, polyline or points object finishes itself; empty: by hand. */
export function PointCount({ className, inputClassName }: PointCountProps) {
  const { t } = useTranslation();
  const { editor } = useSession();
  const { pointCount } = useDrawing();
  return (
    <label className={className} title={t("workspace:toolOptions.pointsHint")}>
      <span>{t("workspace:toolOptions.points")}</span>
      <input
        className={inputClassName}
        type="number"
        min={1}
        max={1000}
        placeholder={t("workspace:toolOptions.any")}
        value={pointCount ?? ""}
        onChange={({ target: { value } }) =>
          editor.setDrawing({ pointCount: value === "" ? null : Math.max(1, Number(value)) })
        }
      />
    </label>
  );
}
