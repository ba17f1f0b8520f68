declare module "lerc/lerc-wasm.wasm?url" {
  const url: string;
  export default url;
}
