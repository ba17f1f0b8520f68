/** A thin bar; `share` from 0 to 1. */
export const Progress = ({ label, share }: { readonly label: string; readonly share: number }) => (
  <div className="bar" role="progressbar" aria-label={label} aria-valuenow={Math.round(share * 100)} aria-valuemin={0} aria-valuemax={100}>
    <i style={{ width: `${share * 100}%` }} />
  </div>
);
