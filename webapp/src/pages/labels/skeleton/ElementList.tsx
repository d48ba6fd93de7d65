import { Input } from "antd";
import { Trash2 } from "lucide-react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { IconButton } from "../../../ui/IconButton";
import { AttributeList } from "../AttributeList";
import { ColorSwatch } from "../ColorSwatch";
import type { Problem } from "../problems";
import { Unfold } from "../Unfold";
import type { ElementDraft } from "./model";
import styles from "./skeleton.module.css";
import type { Board } from "./use-board";

interface ElementListProps {
  board: Board;
  problems: ReadonlyMap<string, Problem>;
  strict: boolean;
}

/** The elements by number: colour, name, and attributes when unfolded. */
export function ElementList({ board, ...rest }: ElementListProps) {
  const [unfolded, setUnfolded] = useState<string | null>(null);
  return (
    <ol className={styles.elements}>
      {board.skeleton.elements.map((element, place) => (
        <ElementRow
          key={element.key}
          {...rest}
          board={board}
          element={element}
          number={place + 1}
          unfolded={unfolded === element.key}
          onUnfold={(open) => setUnfolded(open ? element.key : null)}
        />
      ))}
    </ol>
  );
}

interface ElementRowProps extends ElementListProps {
  element: ElementDraft;
  number: number;
  unfolded: boolean;
  onUnfold: (open: boolean) => void;
}

function ElementRow(props: ElementRowProps) {
  const { board, element, number, problems, strict, unfolded, onUnfold } = props;
  const { t } = useTranslation();
  const { key, name, color, attributes } = element;
  const problem = problems.get(key);
  const { chosen } = board;
  const isChosen = chosen !== null && "element" in chosen && chosen.element === key;
  return (
    <li data-chosen={isChosen || undefined}>
      <div className={styles.element}>
        <span className={styles.number}>{number}</span>
        <ColorSwatch
          color={color}
          label={t("labels:colorOf", { name })}
          onChange={(next) => board.change(key, { color: next })}
        />
        <Input
          size="small"
          aria-label={t("labels:skeleton.name", { number })}
          status={problem ? "error" : ""}
          value={name}
          onFocus={() => board.choose({ element: key })}
          onChange={(event) => board.change(key, { name: event.target.value })}
        />
        <Unfold
          open={unfolded}
          troubled={attributes.some((one) => problems.has(one.key))}
          onUnfold={onUnfold}
        >
          {t("labels:attributes", { count: attributes.length })}
        </Unfold>
        {board.fixed ? null : (
          <IconButton
            danger
            icon={<Trash2 size={14} />}
            label={t("labels:remove", { name })}
            onClick={() => board.remove({ element: key })}
          />
        )}
      </div>
      {problem ? <p className={styles.problem}>{t(`labels:problems.${problem}`)}</p> : null}
      {unfolded ? (
        <AttributeList
          attributes={attributes}
          problems={problems}
          strict={strict}
          onChange={(next) => board.change(key, { attributes: next })}
        />
      ) : null}
    </li>
  );
}
