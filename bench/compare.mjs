import { fromFile } from "geotiff";

/** Where a file's cells are, in its own CRS. */
export async function gridOf(path) {
  const file = await fromFile(path);
  const image = await file.getImage();
  const [west, south, east, north] = image.getBoundingBox();
  const grid = { west, south, east, north, cols: image.getWidth(), rows: image.getHeight(), tileSize: image.getTileWidth() };
  await file.close();
  return grid;
}

/**
 * One row in eight of two files of one grid, cell by cell: how many values differ by more than 1, and how many cells have a
 * value in one file only (0 is NoData in both).
 */
export async function compareFiles(left, right) {
  const files = await Promise.all([fromFile(left), fromFile(right)]);
  const [ours, theirs] = await Promise.all(files.map((file) => file.getImage()));
  const found = { cells: 0, differing: 0, masked: 0 };
  for (let row = 0; row < ours.getHeight(); row += 256) {
    const window = [0, row, ours.getWidth(), Math.min(row + 32, ours.getHeight())];
    const [a, b] = await Promise.all([ours, theirs].map((image) => image.readRasters({ window, interleave: true })));
    for (let i = 0; i < a.length; i++) {
      if ((a[i] === 0) !== (b[i] === 0)) found.masked++;
      else if (Math.abs(a[i] - b[i]) > 1) found.differing++;
    }
    found.cells += a.length;
  }
  await Promise.all(files.map((file) => file.close()));
  return found;
}
