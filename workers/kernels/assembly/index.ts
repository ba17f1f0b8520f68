export { deflate, deflated, roomToDeflate, searchSample } from "./deflate";
export { inflate, inflated, roomToInflate } from "./inflate";
