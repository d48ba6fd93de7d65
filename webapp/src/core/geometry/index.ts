export * from "./box";
export * from "./path";
export * from "./point";
export * from "./rotation";
export * from "./simplify";
