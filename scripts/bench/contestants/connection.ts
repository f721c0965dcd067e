/** An address for programs that others on the machine can see the arguments of: the password goes by the environment. */
export function withoutPassword(address: string): { url: string; env: Record<string, string> } {
  const url = new URL(address);
  const password = decodeURIComponent(url.password);
  url.password = '';
  return { url: url.href, env: password ? { PGPASSWORD: password } : {} };
}
