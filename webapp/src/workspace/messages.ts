/** `workspace.actions.save` as the catalogue knows it: `workspace:actions.save`. */
export function messageKey(dotted: string): string {
  return dotted.replace(".", ":");
}
