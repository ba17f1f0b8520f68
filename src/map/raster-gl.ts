import { invariant } from "../fault.ts";
import { mostClasses } from "../ops/measurement.ts";
import { type Look, type Rgb, tableRows } from "./look.ts";
import { bitsOf, outsideBits } from "./outside.ts";
import type { BandCells } from "./tile-cache.ts";

/** Edges in clip space. */
export interface ClipBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** A part of a tile and where it goes. `col` and `row` are cells from the tile's corner, fractional; `span` is the part's edge in cells. */
export interface Quad {
  readonly bands: readonly BandCells[];
  /** Cells of the look's alpha band. */
  readonly alpha: BandCells | null;
  readonly size: number;
  readonly col: number;
  readonly row: number;
  readonly span: number;
  readonly dest: ClipBox;
}

/**
 * Cells are textures of their bits (R32UI), not of floats: NaN is told apart from numbers exactly on every driver, and
 * "outside the data" from NoData. The corner of a part is given as whole cell and rest, so that deep zooms stay steady.
 */
const vertexSource = `#version 300 es
precision highp float;
uniform vec4 u_dest;
uniform vec3 u_part;
out vec2 v_cell;
void main() {
  vec2 corner = vec2(gl_VertexID & 1, gl_VertexID >> 1);
  v_cell = u_part.xy + corner * u_part.z;
  gl_Position = vec4(mix(u_dest.xy, u_dest.zw, corner), 0.0, 1.0);
}`;

const fragmentSource = `#version 300 es
precision highp float;
precision highp int;
precision highp usampler2D;
uniform usampler2D u_band0;
uniform usampler2D u_band1;
uniform usampler2D u_band2;
uniform usampler2D u_alphaBand;
uniform sampler2D u_table;
uniform ivec2 u_cell;
uniform int u_size;
uniform int u_kind;
uniform int u_rows;
uniform float u_limits[${mostClasses}];
uniform vec3 u_from;
uniform vec3 u_scale;
uniform vec4 u_nodata;
uniform float u_opacity;
uniform vec2 u_alpha;
in vec2 v_cell;
out vec4 colour;
// u_alpha is one over the opaque value (0 without an alpha band), and what NoData counts as.
float alphaAt(ivec2 cell) {
  if (u_alpha.x == 0.0) return 1.0;
  uint bits = texelFetch(u_alphaBand, cell, 0).r;
  return clamp(((bits & 0x7fffffffu) > 0x7f800000u ? u_alpha.y : uintBitsToFloat(bits)) * u_alpha.x, 0.0, 1.0);
}
bool isNan(uint bits) { return (bits & 0x7fffffffu) > 0x7f800000u; }
void main() {
  ivec2 cell = clamp(u_cell + ivec2(floor(v_cell)), ivec2(0), ivec2(u_size - 1));
  uvec3 bits = uvec3(texelFetch(u_band0, cell, 0).r, 0u, 0u);
  if (u_kind == 1) bits.yz = uvec2(texelFetch(u_band1, cell, 0).r, texelFetch(u_band2, cell, 0).r);
  vec4 found;
  float cover = alphaAt(cell);
  if (cover == 0.0 || isNan(bits.x) || isNan(bits.y) || isNan(bits.z)) {
    if (bits.x == ${outsideBits}u) discard;
    found = u_nodata;
  } else {
    vec3 value = uintBitsToFloat(bits);
    vec3 share = clamp((value - u_from) * u_scale, 0.0, 1.0);
    if (u_kind == 1) found = vec4(share, 1.0);
    else {
      // For classes u_rows is their number.
      int count = u_rows;
      int place = 0;
      if (u_kind == 3) while (place < count && value.x > u_limits[place]) place++;
      if (u_kind == 3 && place == count) discard;
      float entry = u_kind == 3 ? float(place) : u_kind == 0 ? min(255.0, floor(share.x * 256.0)) : floor(value.x + 0.5);
      if (entry < 0.0 || (u_kind != 3 && entry >= float(u_rows * 256))) discard;
      found = texelFetch(u_table, ivec2(int(entry) & 255, int(entry) >> 8), 0);
    }
    found.a *= cover;
  }
  float alpha = found.a * u_opacity;
  if (alpha == 0.0) discard;
  colour = vec4(found.rgb * alpha, alpha);
}`;

const uniformNames = [
  "u_dest",
  "u_part",
  "u_band0",
  "u_band1",
  "u_band2",
  "u_table",
  "u_alphaBand",
  "u_alpha",
  "u_cell",
  "u_size",
  "u_kind",
  "u_rows",
  "u_limits",
  "u_from",
  "u_scale",
  "u_nodata",
  "u_opacity",
] as const;
type Uniforms = Readonly<Record<(typeof uniformNames)[number], WebGLUniformLocation | null>>;
const kinds: Readonly<Record<Look["kind"], number>> = { ramp: 0, rgb: 1, palette: 2, classes: 3 };

/** The one shader program, its lookup tables and the textures of cells. Lives as long as a graphics context. */
export class RasterGl {
  private readonly program: WebGLProgram;
  private located: Uniforms | null = null;
  private readonly vertexArray: WebGLVertexArrayObject;
  private readonly tables = new WeakMap<Uint8Array, WebGLTexture>();

  constructor(private readonly gl: WebGL2RenderingContext) {
    this.program = link(gl);
    this.vertexArray = gl.createVertexArray();
  }

  /** Asked when something is drawn, not before: the driver links meanwhile, and a question would wait for it. */
  private get uniforms(): Uniforms {
    this.located ??= locate(this.gl, this.program);
    return this.located;
  }

  /** Puts cells into a texture, which belongs to them from then on. */
  upload(cells: BandCells, size: number): void {
    const { gl } = this;
    cells.texture = texture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.R32UI, size, size, 0, gl.RED_INTEGER, gl.UNSIGNED_INT, bitsOf(cells.values));
  }

  release(cells: BandCells): void {
    this.gl.deleteTexture(cells.texture);
    cells.texture = null;
  }

  /** Everything that follows until the next `begin` is drawn over what is there. `clip` is in device pixels from the left; null is all. */
  begin(clip: { readonly left: number; readonly right: number } | null): void {
    const { gl, uniforms } = this;
    // biome-ignore lint/correctness/useHookAtTopLevel: a WebGL call, not a React hook
    gl.useProgram(this.program);
    gl.bindVertexArray(this.vertexArray);
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.ONE, gl.ONE_MINUS_SRC_ALPHA);
    for (const [unit, name] of (["u_band0", "u_band1", "u_band2", "u_table", "u_alphaBand"] as const).entries()) gl.uniform1i(uniforms[name], unit);
    if (clip) gl.enable(gl.SCISSOR_TEST);
    else gl.disable(gl.SCISSOR_TEST);
    if (clip) gl.scissor(clip.left, 0, Math.max(0, clip.right - clip.left), gl.drawingBufferHeight);
  }

  end(): void {
    this.gl.disable(this.gl.SCISSOR_TEST);
    this.gl.bindVertexArray(null);
  }

  /** Colours of the quads that follow. */
  look(look: Look, opacity: number): void {
    const { gl, uniforms } = this;
    const ranges = "ranges" in look ? look.ranges : [];
    const range = (i: number) => ranges[i] ?? { from: 0, to: 255 };
    gl.uniform1i(uniforms.u_kind, kinds[look.kind]);
    gl.uniform3fv(
      uniforms.u_from,
      [0, 1, 2].map((i) => range(i).from),
    );
    gl.uniform3fv(
      uniforms.u_scale,
      [0, 1, 2].map((i) => 1 / (range(i).to - range(i).from)),
    );
    gl.uniform4fv(uniforms.u_nodata, nodataOf(look.nodata));
    gl.uniform1f(uniforms.u_opacity, opacity);
    gl.uniform2f(uniforms.u_alpha, look.alpha ? 1 / look.alpha.max : 0, look.alpha?.absent ?? 0);
    if (look.kind === "rgb") return;
    gl.uniform1i(uniforms.u_rows, look.kind === "classes" ? look.limits.length : tableRows(look.table));
    if (look.kind === "classes" && look.limits.length > 0) gl.uniform1fv(uniforms.u_limits, look.limits);
    gl.activeTexture(gl.TEXTURE3);
    gl.bindTexture(gl.TEXTURE_2D, this.tableTexture(look.table));
  }

  /** Draws one part of a tile whose bands have textures. */
  draw({ bands, alpha, size, col, row, span, dest }: Quad): void {
    const { gl, uniforms } = this;
    for (let unit = 0; unit < 3; unit++) {
      gl.activeTexture(gl.TEXTURE0 + unit);
      gl.bindTexture(gl.TEXTURE_2D, (bands[unit] ?? bands[0])?.texture ?? null);
    }
    gl.activeTexture(gl.TEXTURE4);
    gl.bindTexture(gl.TEXTURE_2D, (alpha ?? bands[0])?.texture ?? null);
    gl.uniform4f(uniforms.u_dest, dest.left, dest.top, dest.right, dest.bottom);
    gl.uniform2i(uniforms.u_cell, Math.floor(col), Math.floor(row));
    gl.uniform3f(uniforms.u_part, col - Math.floor(col), row - Math.floor(row), span);
    gl.uniform1i(uniforms.u_size, size);
    gl.drawArrays(gl.TRIANGLE_STRIP, 0, 4);
  }

  private tableTexture(table: Uint8Array): WebGLTexture {
    const known = this.tables.get(table);
    if (known) return known;
    const { gl } = this;
    const made = texture(gl);
    gl.texImage2D(gl.TEXTURE_2D, 0, gl.RGBA8, 256, tableRows(table), 0, gl.RGBA, gl.UNSIGNED_BYTE, table);
    this.tables.set(table, made);
    return made;
  }
}

const nodataOf = (colour: Rgb | null): readonly number[] => (colour ? [...colour.map((part) => part / 255), 1] : [0, 0, 0, 0]);

/** A new nearest-neighbour texture, bound. */
function texture(gl: WebGL2RenderingContext): WebGLTexture {
  const made = gl.createTexture();
  gl.bindTexture(gl.TEXTURE_2D, made);
  for (const filter of [gl.TEXTURE_MIN_FILTER, gl.TEXTURE_MAG_FILTER]) gl.texParameteri(gl.TEXTURE_2D, filter, gl.NEAREST);
  for (const wrap of [gl.TEXTURE_WRAP_S, gl.TEXTURE_WRAP_T]) gl.texParameteri(gl.TEXTURE_2D, wrap, gl.CLAMP_TO_EDGE);
  return made;
}

function link(gl: WebGL2RenderingContext): WebGLProgram {
  const program = gl.createProgram();
  for (const [kind, source] of [
    [gl.VERTEX_SHADER, vertexSource],
    [gl.FRAGMENT_SHADER, fragmentSource],
  ] as const) {
    const shader = gl.createShader(kind);
    invariant(shader, "a shader, got none: the graphics context is lost");
    gl.shaderSource(shader, source);
    gl.compileShader(shader);
    gl.attachShader(program, shader);
  }
  gl.linkProgram(program);
  return program;
}

function locate(gl: WebGL2RenderingContext, program: WebGLProgram): Uniforms {
  invariant(gl.isContextLost() || gl.getProgramParameter(program, gl.LINK_STATUS), `a linked program, got ${gl.getProgramInfoLog(program)}`);
  return Object.fromEntries(uniformNames.map((name) => [name, gl.getUniformLocation(program, name)])) as Uniforms;
}
