namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>A picture of pictures: one row per image, one titled column per kind (image, truth, float, fixed, board).</summary>
public static class ContactSheet
{
    private static readonly Rgb Background = new(24, 26, 30);
    private static readonly Rgb CellBackground = new(44, 47, 54);
    private static readonly Rgb Faint = new(168, 174, 186);

    /// <summary>Draws the sheet.</summary>
    /// <param name="title">Text at the top; may be empty.</param>
    /// <param name="columns">Column titles.</param>
    /// <param name="rows">Rows, each with a cell for every column.</param>
    /// <param name="cellSize">Side of a cell in pixels; pictures are fitted into it with their aspect.</param>
    public static Image Draw(string title, IReadOnlyList<string> columns, IReadOnlyList<ContactRow> rows, int cellSize = 192)
    {
        if (columns.Count == 0 || rows.Count == 0 || rows.Any(row => row.Cells.Count != columns.Count))
            throw new ArgumentException($"A sheet of {rows.Count} rows needs {columns.Count} cells in each.", nameof(rows));
        var layout = ContactLayout.Create(title, columns, rows, cellSize);
        var sheet = new Image(layout.Width, layout.Height, 3);
        Canvas.Fill(sheet, 0, 0, sheet.Width, sheet.Height, Background);
        TextPainter.Draw(sheet, title, ContactLayout.Margin, ContactLayout.Margin, ContactLayout.TitleScale, Rgb.White);
        for (var c = 0; c < columns.Count; c++)
            DrawCentred(sheet, columns[c], layout.Left(c), layout.ColumnTitleTop, layout.CellSize, Rgb.White);
        for (var r = 0; r < rows.Count; r++)
            DrawRow(sheet, rows[r], r, layout);
        return sheet;
    }

    private static void DrawRow(Image sheet, ContactRow row, int index, ContactLayout layout)
    {
        var top = layout.Top(index);
        var labelTop = top + ((layout.CellSize - TextPainter.HeightOf(ContactLayout.TextScale)) / 2);
        TextPainter.Draw(sheet, row.Label, ContactLayout.Margin, labelTop, ContactLayout.TextScale, Rgb.White);
        for (var c = 0; c < row.Cells.Count; c++)
        {
            var left = layout.Left(c);
            Canvas.Fill(sheet, left, top, layout.CellSize, layout.CellSize, CellBackground);
            if (row.Cells[c].Picture is { } picture)
                PasteFitted(sheet, picture, left, top, layout.CellSize);
            DrawCentred(sheet, row.Cells[c].Caption, left, top + layout.CellSize + ContactLayout.Gap, layout.CellSize, Faint);
        }
    }

    // Grey cells are masks: their pixels stay black or white.
    private static void PasteFitted(Image sheet, Image picture, int left, int top, int size)
    {
        var scale = (double)size / Math.Max(picture.Width, picture.Height);
        var width = Math.Clamp((int)Math.Round(picture.Width * scale), 1, size);
        var height = Math.Clamp((int)Math.Round(picture.Height * scale), 1, size);
        var fitted = picture.Channels == 1 ? ImageResizer.ResizeNearest(picture, width, height) : ImageResizer.Resize(picture, width, height);
        Canvas.Paste(sheet, fitted, left + ((size - width) / 2), top + ((size - height) / 2));
    }

    private static void DrawCentred(Image sheet, string text, int left, int top, int width, Rgb colour)
    {
        var space = width - TextPainter.WidthOf(text, ContactLayout.TextScale);
        TextPainter.Draw(sheet, text, left + (space / 2), top, ContactLayout.TextScale, colour);
    }
}
