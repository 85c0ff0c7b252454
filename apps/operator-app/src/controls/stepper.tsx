interface StepperProps {
  label: string;
  value: number;
  most: number;
  onChange: (value: number) => void;
}

/** How many, with two large buttons; no keyboard comes up. */
export function Stepper({ label, value, most, onChange }: StepperProps) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would draw a legend where a label beside is wanted
    <div className="stepper" role="group" aria-label={label}>
      <span>{label}</span>
      <button type="button" onClick={() => onChange(value - 1)} disabled={value <= 0} aria-label={`One less: ${label}`}>
        −
      </button>
      <output aria-live="polite">{value}</output>
      <button
        type="button"
        onClick={() => onChange(value + 1)}
        disabled={value >= most}
        aria-label={`One more: ${label}`}
      >
        +
      </button>
    </div>
  );
}
