export function subscribe() {}
