/** The result of a work, or `late` where it takes longer; it goes on then, and its failure is nobody's any more. */
export async function within<Result>(ms: number, work: Promise<Result>): Promise<Result | "late"> {
  const late = Promise.withResolvers<"late">();
  const timer = setTimeout(() => late.resolve("late"), ms);
  try {
    return await Promise.race([work, late.promise]);
  } finally {
    clearTimeout(timer);
    work.catch(() => undefined);
  }
}
