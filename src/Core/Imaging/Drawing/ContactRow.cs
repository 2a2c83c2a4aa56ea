namespace FpgaSeg.Core.Imaging.Drawing;

/// <summary>One picture of a contact sheet with a line of text below it.</summary>
/// <param name="Picture">Grey or RGB, any size; null leaves the cell empty.</param>
/// <param name="Caption">Text below, as "Dice 0.93"; may be empty.</param>
public sealed record ContactCell(Image? Picture, string Caption = "");

/// <summary>One row of a contact sheet.</summary>
/// <param name="Label">Text at the left, as the image's name.</param>
/// <param name="Cells">One cell for each column.</param>
public sealed record ContactRow(string Label, IReadOnlyList<ContactCell> Cells);
