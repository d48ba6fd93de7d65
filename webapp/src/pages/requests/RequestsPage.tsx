import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import { useTranslation } from "react-i18next";
import { requestsQuery } from "../../api/queries";
import { Empty } from "../../ui/Empty";
import { ListBody } from "../lists/ListBody";
import { pageSize } from "../lists/search";
import { useListSearch } from "../lists/useListSearch";
import { PageHead } from "../shell/PageHead";
import { RequestRow } from "./RequestRow";

/** What the server does, did and will do for the person, live. */
export function RequestsPage() {
  const { t } = useTranslation();
  const [{ page = 1 }] = useListSearch();
  const query = useQuery(requestsQuery({ page, page_size: pageSize }));
  return (
    <div>
      <PageHead title={t("requests:title")} />
      <ListBody
        query={query}
        row={(request) => <RequestRow key={request.id} request={request} />}
        empty={
          <Empty
            icon={<Activity size={22} strokeWidth={1.5} />}
            title={t("requests:empty")}
            hint={t("requests:emptyHint")}
          />
        }
      />
    </div>
  );
}
