/** Content-Disposition of a download: RFC 6266, with the name in full beside one in plain letters. */
export function attachment(name: string): string {
  const whole = name.toWellFormed().replace(/[\p{Cc}/\\]/gu, '_');
  const plain = whole.replace(/[^\x20-\x7e]/g, '_').replace(/["%]/g, '_');
  const encoded = encodeURIComponent(whole).replace(
    /['()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`;
}
