// Styles that a script brings with it: they are written beside it.
declare module "*.css";
