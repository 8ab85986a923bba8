/** Lets at most so many through at once; the others wait in order, as long as it takes. */
export interface Turnstile {
  /** Resolves when there is room, to what gives the room back; calling that again does nothing. */
  enter(): Promise<() => void>;
}

/** A turnstile with room for `room`. */
export function createTurnstile(room: number): Turnstile {
  const waiting: (() => void)[] = [];
  let free = room;

  function leave(): void {
    const next = waiting.shift();
    if (next) next();
    else free += 1;
  }

  return {
    async enter() {
      if (free > 0) free -= 1;
      else await new Promise<void>((resolve) => waiting.push(resolve));
      let isInside = true;
      return () => {
        if (isInside) leave();
        isInside = false;
      };
    },
  };
}
