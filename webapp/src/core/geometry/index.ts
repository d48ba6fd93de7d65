export * from "./box";
export * from "./cuboid3d";
export * from "./path";
export * from "./point";
export * from "./rotation";
export * from "./simplify";
export * from "./transform";
export * from "./turn";
