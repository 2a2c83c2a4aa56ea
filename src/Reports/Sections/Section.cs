using FpgaSeg.Reports.Html;

namespace FpgaSeg.Reports.Sections;

/// <summary>The frame that the parts of the page share.</summary>
internal static class Section
{
    /// <summary>A titled part with a sentence on how to read it.</summary>
    public static Markup Of(string id, string title, string how, Markup body) => Markup.Of($"""
        <section id="{id}" aria-labelledby="{id}-title"><h2 id="{id}-title">{title}</h2><p class="how">{how}</p>
        {body}
        </section>
        """);

    /// <summary>A table whose columns sort on a click. Cells follow the heads' order.</summary>
    public static Markup Table(string id, string caption, IEnumerable<TableHead> heads, IEnumerable<Markup> rows) => Markup.Of($"""
        <div class="scroll" tabindex="0" role="region" aria-label="{caption}"><table id="{id}" class="sortable"><caption>{caption}</caption><thead><tr>{heads.Select(Head)}</tr></thead><tbody>
        {rows}</tbody></table></div>
        """);

    /// <summary>A number, sorted by its value; nothing where there is none.</summary>
    public static Markup Number(double? value, string text) => value is { } v
        ? Markup.Of($"""<td class="num" data-v="{v:R}">{text}</td>""")
        : Markup.Of($"""<td class="num"><span class="none" aria-label="not measured">–</span></td>""");

    private static Markup Head(TableHead head) => Markup.Of($"""
        <th scope="col" class="{(head.IsNumber ? "num" : "")}" aria-sort="none"><button type="button" title="{head.Hint}">{head.Title}</button></th>
        """);
}

/// <summary>A column of a sortable table.</summary>
/// <param name="Title">What stands over it.</param>
/// <param name="Hint">What it means.</param>
/// <param name="IsNumber">Whether it is aligned at the right.</param>
internal readonly record struct TableHead(string Title, string Hint, bool IsNumber = true);
