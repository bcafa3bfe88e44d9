/** An error as a service gives it: told from others by its name. */
export const named = (name: string) => Object.assign(new Error(name), { name });
