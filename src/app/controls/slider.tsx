import { Slider as AriaSlider, SliderThumb, SliderTrack } from "react-aria-components";

interface SliderProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  onChange(value: number): void;
}

/** A share from 0 to 1 by dragging or arrow keys. */
export const Slider = ({ label, value, onChange }: SliderProps) => (
  <AriaSlider
    className="slider"
    aria-label={label}
    minValue={0}
    maxValue={1}
    step={0.01}
    value={value}
    formatOptions={{ style: "percent" }}
    onChange={onChange}
  >
    <SliderTrack className="slider-track" style={{ ["--part" as string]: `${value * 100}%` }}>
      <SliderThumb className="slider-thumb" />
    </SliderTrack>
  </AriaSlider>
);
