/** Words of a proj string that are about the figure of the earth, the datum and the unit, or about nothing that is computed: not about the projection. */
export const datumAndUnitWords: ReadonlySet<string> = new Set("datum ellps a b rf f R towgs84 nadgrids pm units to_meter no_defs wktext type title".split(" "));
