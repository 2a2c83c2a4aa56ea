namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>Where the parts of a contact sheet lie, in pixels.</summary>
internal sealed record ContactLayout(int CellSize, int Columns, int Rows, int LabelWidth, int TitleWidth, bool HasTitle)
{
    internal const int Margin = 16;
    internal const int Gap = 8;
    internal const int TextScale = 2;
    internal const int TitleScale = 3;

    internal int ColumnTitleTop => Margin + (HasTitle ? TextPainter.HeightOf(TitleScale) + (2 * Gap) : 0);

    internal int Width => Math.Max(Left(Columns) - Gap, Margin + TitleWidth) + Margin;

    internal int Height => Top(Rows) - (2 * Gap) + Margin;

    internal int Left(int column) => Margin + LabelWidth + (LabelWidth > 0 ? 2 * Gap : 0) + (column * (CellSize + Gap));

    internal int Top(int row) => ColumnTitleTop + LineHeight + (row * (CellSize + Gap + LineHeight + Gap));

    private static int LineHeight => TextPainter.HeightOf(TextScale) + Gap;

    internal static ContactLayout Create(string title, IReadOnlyList<string> columns, IReadOnlyList<ContactRow> rows, int cellSize)
    {
        // A cell is never narrower than the text above or below it.
        var texts = columns.Concat(rows.SelectMany(row => row.Cells.Select(cell => cell.Caption)));
        var size = Math.Max(cellSize, texts.Max(text => TextPainter.WidthOf(text, TextScale)));
        var labels = rows.Max(row => TextPainter.WidthOf(row.Label, TextScale));
        return new ContactLayout(size, columns.Count, rows.Count, labels, TextPainter.WidthOf(title, TitleScale), title.Length > 0);
    }
}
