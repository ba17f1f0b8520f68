import { type ProjParams, projNumber } from "./proj-string.ts";

/** Where a projection may be trusted. */
export interface Domain {
  /** True when the point, by longitude from the centre and latitude in radians, has an image worth having. */
  readonly covers: (fromCentre: number, latitude: number) => boolean;
  /** Which way results are proved by going back: what does not return to within some metres has no image. */
  readonly proof: "none" | "inverse" | "both";
  /** True when x runs round the earth, so that going back may land a whole turn away. */
  readonly cyclic: boolean;
}

const radians = Math.PI / 180;
const everywhere = () => true;
const openPoles = (_: number, latitude: number) => Math.abs(latitude) < Math.PI / 2 - 1e-9;

/** The rule of the projection that `params` names. */
export function domainOf(params: ProjParams): Domain {
  const centre = projNumber(params, "lat_0") * radians;
  const withinAngle = (limit: number) => {
    const [sin, cos, least] = [Math.sin(centre), Math.cos(centre), Math.cos(limit)];
    return (fromCentre: number, latitude: number) => sin * Math.sin(latitude) + cos * Math.cos(latitude) * Math.cos(fromCentre) > least - 1e-12;
  };
  switch (params.get("proj")) {
    case "utm":
    case "tmerc":
    case "etmerc":
      // Up to 80° from the central meridian; the far side of the earth only where it is near over the pole.
      return { covers: nearMeridian, proof: "none", cyclic: false };
    case "merc":
      return { covers: openPoles, proof: "none", cyclic: true };
    case "mill":
    case "eqc":
    case "equi":
    case "cea":
      return { covers: everywhere, proof: "inverse", cyclic: true };
    case "lcc": {
      const lat1 = projNumber(params, "lat_1", projNumber(params, "lat_0"));
      const side = Math.sign(lat1 + projNumber(params, "lat_2", lat1)) || 1;
      return { covers: (_, latitude) => latitude * side > -80 * radians, proof: "inverse", cyclic: false };
    }
    case "stere":
    case "sterea":
      return { covers: withinAngle(160 * radians), proof: "inverse", cyclic: false };
    case "laea":
    case "aeqd":
      return { covers: withinAngle(179 * radians), proof: "inverse", cyclic: false };
    case "gnom":
      return { covers: withinAngle(88 * radians), proof: "inverse", cyclic: false };
    case "ortho":
      return { covers: withinAngle(90 * radians), proof: "inverse", cyclic: false };
    case "geos":
    case "tpers": {
      const radius = projNumber(params, "a", projNumber(params, "R", 6378137));
      return { covers: withinAngle(Math.acos(radius / (radius + projNumber(params, "h", radius * 1e3)))), proof: "inverse", cyclic: false };
    }
    case "aea":
    case "eqdc":
    case "moll":
    case "sinu":
    case "robin":
    case "eck6":
    case "eqearth":
    case "vandg":
      return { covers: everywhere, proof: "inverse", cyclic: false };
    default:
      return { covers: everywhere, proof: "both", cyclic: false };
  }
}

function nearMeridian(fromCentre: number, latitude: number): boolean {
  if (Math.abs(Math.cos(latitude) * Math.sin(fromCentre)) > 0.985) return false;
  return Math.cos(fromCentre) > 0 || Math.abs(latitude) > 80 * radians;
}
