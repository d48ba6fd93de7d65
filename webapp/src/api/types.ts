import type { components } from "./schema";

type Schemas = components["schemas"];

export type Task = Schemas["TaskRead"];
export type Project = Schemas["ProjectRead"];
export type Job = Schemas["JobRead"];
/** How things are to be labelled, in Markdown. */
export type Guide = Schemas["AnnotationGuideRead"];
export type Label = Schemas["Label"];
export type LabelType = Schemas["LabelType"];
export type LabelAttribute = Schemas["Attribute"];
export type LabelAttributeWrite = Schemas["AttributeRequest"];
export type LabelWrite = Schemas["PatchedLabelRequest"];
export type TaskWrite = Schemas["TaskWriteRequest"];
export type TaskPatch = Schemas["PatchedTaskWriteRequest"];
export type ProjectWrite = Schemas["ProjectWriteRequest"];
export type ProjectPatch = Schemas["PatchedProjectWriteRequest"];
export type JobPatch = Schemas["PatchedJobWriteRequest"];
export type JobStage = Schemas["JobStage"];
export type JobState = Schemas["OperationStatus"];
export type DatasetFormats = Schemas["DatasetFormats"];
/** What an export in a format would change or leave out. */
export type DatasetFidelity = Schemas["DatasetFidelity"];
export type User = Schemas["User"];
export type BasicUser = Schemas["BasicUser"];
export type Organization = Schemas["OrganizationRead"];
export type Membership = Schemas["MembershipRead"];
export type Role = Schemas["RoleEnum"];
export type CloudStorage = Schemas["CloudStorageRead"];
/** A kind of storage, with all that a form needs to know. */
export type StorageKind = Schemas["StorageKindRead"];
export type StorageField = Schemas["StorageKindField"];
export type AccessToken = Schemas["AccessTokenRead"];
export type Invitation = Schemas["InvitationRead"];
/** A piece of background work, as `/api/requests` tells it. */
export type BackgroundRequest = Schemas["Request"];
/** A plugin as the server sees it right now. */
export type Plugin = Schemas["Plugin"];
export type PluginPage = Schemas["PaginatedPluginList"];

export interface Page<T> {
  count: number;
  next: string | null;
  previous: string | null;
  results: T[];
}
