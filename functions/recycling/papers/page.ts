/** An A4 sheet in points, and what stays white around it: printers reach no further. */
export const page = { width: 595.28, height: 841.89, margin: 36 };

export const ink = { text: '#1c1c1c', quiet: '#555555', line: '#c9c9c9' };
