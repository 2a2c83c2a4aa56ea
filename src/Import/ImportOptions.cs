namespace FpgaSeg.Import;

/// <summary>What the user decides about an import.</summary>
/// <param name="Height">Rows of the input image; needed where the model leaves them open, and overrides what it says.</param>
/// <param name="Width">Columns of the input image, likewise.</param>
public sealed record ImportOptions(int? Height = null, int? Width = null);
