"""Object stores that speak S3, for lists on Spark, read and written by PyArrow: no library of Hadoop is needed."""
