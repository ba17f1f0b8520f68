/**
 * The first cols × rows pixels of a bitmap as red, green, blue, alpha. By way of WebGL: a 2D canvas multiplies colour by
 * alpha and divides it again, which loses up to 127 of 255. Null where there is no WebGL 2.
 */
export function bitmapPixels(bitmap: ImageBitmap, cols: number, rows: number): Uint8Array | null {
  gl ??= new OffscreenCanvas(1, 1).getContext("webgl2", { antialias: false, depth: false, stencil: false });
  if (!gl || gl.isContextLost()) {
    gl = null;
    return null;
  }
  const out = new Uint8Array(cols * rows * 4);
  const limit = gl.getParameter(gl.MAX_TEXTURE_SIZE) as number;
  if (bitmap.width > limit || bitmap.height > limit) return null;
  const texture = gl.createTexture();
  const target = gl.createFramebuffer();
  gl.bindTexture(gl.TEXTURE_2D, texture);
  gl.pixelStorei(gl.UNPACK_PREMULTIPLY_ALPHA_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_FLIP_Y_WEBGL, false);
  gl.pixelStorei(gl.UNPACK_COLORSPACE_CONVERSION_WEBGL, gl.NONE);
  gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, gl.RGBA, gl.UNSIGNED_BYTE, bitmap);
  gl.bindFramebuffer(gl.FRAMEBUFFER, target);
  gl.framebufferTexture2D(gl.FRAMEBUFFER, gl.COLOR_ATTACHMENT0, gl.TEXTURE_2D, texture, 0);
  gl.readPixels(0, 0, cols, rows, gl.RGBA, gl.UNSIGNED_BYTE, out);
  const failed = gl.getError() !== gl.NO_ERROR;
  gl.deleteFramebuffer(target);
  gl.deleteTexture(texture);
  return failed ? null : out;
}

let gl: WebGL2RenderingContext | null = null;
