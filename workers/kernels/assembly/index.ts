export { deflate, deflated, roomToDeflate, searchSample } from "./deflate";
