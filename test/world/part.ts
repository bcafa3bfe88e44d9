/** Something that could happen now. The seed decides which of all that could happen does. */
export interface Choice {
  readonly label: string;
  happen(): void;
}

/** A part of the world that does things by itself: a queue delivers, a state machine goes on. */
export interface Part {
  /** What it could do at this instant. */
  choices(): Choice[];
  /** The next instant after now at which it will have something to do; undefined where there is none. */
  nextAt(): number | undefined;
  /** It still works on what has happened: more follows without anybody's doing. */
  busy(): boolean;
}
