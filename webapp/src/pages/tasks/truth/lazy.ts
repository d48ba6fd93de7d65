import { lazily } from "../../../ui/lazily";

export const GroundTruthDialog = lazily(
  async () => (await import("./GroundTruthDialog")).GroundTruthDialog,
);
