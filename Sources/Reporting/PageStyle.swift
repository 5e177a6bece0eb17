/// The style sheet of a report.
enum PageStyle {
  /// CSS that refers to nothing outside itself.
  static let css = """
    :root {
      --page: #fffefb; --ink: #1f2328; --soft: #59616b; --rule: #d9d7d0; --hair: #eceae3; --card: #ffffff;
      --holds: #0b5f45; --holds-ground: #dcf1e8;
      --refuted: #93291c; --refuted-ground: #fbe3de;
      --inconclusive: #6b4e00; --inconclusive-ground: #f7ebc8;
    }
    * { box-sizing: border-box; }
    html { -webkit-text-size-adjust: 100%; }
    body {
      margin: 0 auto; padding: 3.5rem 1.5rem 3rem; max-width: 52rem;
      background: var(--page); color: var(--ink);
      font: 1.0625rem/1.62 Charter, "Bitstream Charter", "Source Serif 4", Cambria, Georgia, serif;
      hyphens: auto; overflow-wrap: break-word;
    }
    h1, h2 { line-height: 1.22; font-weight: 600; text-wrap: balance; hyphens: manual; }
    h1 { margin: 0 0 .9rem; font-size: 2.05rem; letter-spacing: -.012em; }
    h2 { margin: 3.2rem 0 .8rem; font-size: 1.36rem; break-after: avoid; }
    p { margin: 0 0 1rem; white-space: pre-line; }
    .question {
      margin-bottom: 1.8rem; color: var(--soft); font-size: 1.2rem; font-style: italic; line-height: 1.5;
    }
    header { padding-bottom: 1rem; border-bottom: 1px solid var(--rule); }
    table, figcaption, .note, footer, .provenance, .verdict {
      font-family: system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
      hyphens: manual;
    }
    .table { margin: 1.8rem 0; }
    .scroll { overflow-x: auto; }
    table {
      width: 100%; border-collapse: collapse; border-bottom: 1.5px solid var(--ink);
      font-size: .875rem; line-height: 1.45; font-variant-numeric: lining-nums tabular-nums;
    }
    caption { padding: 0 0 .55rem; text-align: left; color: var(--soft); }
    caption b, figcaption b { color: var(--ink); font-weight: 600; }
    thead { border-top: 1.5px solid var(--ink); border-bottom: 1px solid var(--ink); }
    th, td {
      padding: .42rem .9rem .42rem 0; text-align: left; vertical-align: baseline; overflow-wrap: normal;
    }
    th { font-weight: 600; vertical-align: bottom; }
    td { white-space: pre-line; }
    th:last-child, td:last-child { padding-right: 0; }
    tbody tr + tr { border-top: 1px solid var(--hair); }
    .trailing { text-align: right; }
    td.trailing { white-space: nowrap; }
    .note { margin: .55rem 0 0; color: var(--soft); font-size: .8125rem; line-height: 1.5; }
    .verdict {
      display: inline-block; padding: .05rem .55rem; border-radius: 1rem;
      font-size: .8125rem; font-weight: 600; white-space: nowrap;
    }
    .holds { color: var(--holds); background: var(--holds-ground); }
    .refuted { color: var(--refuted); background: var(--refuted-ground); }
    .inconclusive { color: var(--inconclusive); background: var(--inconclusive-ground); }
    figure { margin: 2.2rem 0; break-inside: avoid; }
    .card {
      overflow-x: auto; padding: .9rem; border: 1px solid var(--hair); border-radius: 4px;
      background: var(--card);
    }
    .card img { display: block; width: 100%; min-width: 36rem; height: auto; }
    figcaption {
      margin-top: .7rem; color: var(--soft); font-size: .875rem; line-height: 1.55; white-space: pre-line;
    }
    .provenance {
      display: inline-block; padding: 0 .45rem; border: 1px solid var(--rule); border-radius: 3px;
      color: var(--soft); font-size: .75rem; white-space: nowrap;
    }
    footer {
      margin-top: 4rem; padding-top: 1rem; border-top: 1px solid var(--rule); color: var(--soft);
      font-size: .8125rem;
    }
    footer p { margin: 0 0 .4rem; }
    @media (max-width: 40rem) {
      body { padding: 1.8rem 1rem 2rem; font-size: 1rem; }
      h1 { font-size: 1.6rem; }
      .question { font-size: 1.0625rem; }
      table { font-size: .75rem; }
      th, td { padding-right: .45rem; }
      .verdict { padding: 0 .35rem; font-size: .75rem; }
      .card { margin: 0 -1rem; padding: .6rem; border-width: 1px 0; border-radius: 0; }
    }
    @media screen and (prefers-color-scheme: dark) {
      :root {
        --page: #16181b; --ink: #e4e2dc; --soft: #a3a8af; --rule: #3c4046; --hair: #2a2d32; --card: #ffffff;
        --holds: #8fdcbc; --holds-ground: #12392c;
        --refuted: #f4a99c; --refuted-ground: #47190f;
        --inconclusive: #e9cb7a; --inconclusive-ground: #3d3006;
      }
    }
    @media print {
      @page { margin: 20mm 18mm; }
      body { max-width: none; padding: 0; background: none; font-size: 10.5pt; line-height: 1.45; }
      .scroll, .card { overflow: visible; }
      .card { padding: 0; border: 0; }
      .card img { width: 15cm; min-width: 0; max-width: 100%; }
      .verdict, .provenance { print-color-adjust: exact; -webkit-print-color-adjust: exact; }
      tr { break-inside: avoid; }
    }
    """
}
